/// Any data of the parenthesised kind, for what is read without knowing its grammar.
indirect enum Value: Sendable, Equatable {
    case atom(String)
    case string([UInt8])
    case list([Value])

    /// The octets of a string or of a word; nil for a list and for `NIL`.
    var bytes: [UInt8]? {
        switch self {
        case .atom(let text): ASCII.uppercased(text) == "NIL" ? nil : Array(text.utf8)
        case .string(let bytes): bytes
        case .list: nil
        }
    }

    /// ``bytes`` as text.
    var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

    /// The members of a list; nil for all else.
    var members: [Value]? {
        if case .list(let members) = self { members } else { nil }
    }
}

extension FrameReader {
    /// Reads one value. Lists are kept on a stack of our own, so that no depth of them can exhaust ours.
    mutating func value() throws(SyntaxError) -> Value {
        var open: [[Value]] = []
        while true {
            if !open.isEmpty { skipSpaces() }
            var finished: Value
            if skip("(") {
                guard open.count < nestingLimit else { throw error }
                open.append([])
                continue
            } else if !open.isEmpty, skip(")") {
                finished = .list(open.removeLast())
            } else {
                finished = try scalar()
            }
            if open.isEmpty { return finished }
            open[open.count - 1].append(finished)
        }
    }

    private mutating func scalar() throws(SyntaxError) -> Value {
        switch peek {
        case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "~"): return .string(try string())
        default:
            let word = try word { byte in
                byte > 0x20 && byte != UInt8(ascii: "(") && byte != UInt8(ascii: ")") && byte != UInt8(ascii: "\"")
                    && byte != UInt8(ascii: "{")
            }
            return .atom(String(decoding: word, as: UTF8.self))
        }
    }
}
