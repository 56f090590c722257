extension PatternParser {
    enum Escaped {
        case scalar(Unicode.Scalar)
        case set(ScalarSet.Member)
    }

    /// An escape that means characters; the position is its backslash.
    mutating func escaped(at start: Int) throws(PatternMistake) -> Escaped {
        position += 1
        guard let scalar = current else { throw PatternMistake("\"\\\" at the end", at: start) }
        position += 1
        switch scalar {
        case "d": return .set(ScalarSet.Member(name: .digit, isNegated: false))
        case "D": return .set(ScalarSet.Member(name: .digit, isNegated: true))
        case "w": return .set(ScalarSet.Member(name: .word, isNegated: false))
        case "W": return .set(ScalarSet.Member(name: .word, isNegated: true))
        case "s": return .set(ScalarSet.Member(name: .space, isNegated: false))
        case "S": return .set(ScalarSet.Member(name: .space, isNegated: true))
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "u", "x": return .scalar(try numbered(scalar, start))
        case "1"..."9", "k": throw PatternMistake("references to groups are not supported", at: start)
        case "p", "P": throw PatternMistake("\\\(scalar){…} is not supported; write a class such as \\w", at: start)
        default:
            guard scalar.isASCII, !ScalarSet.isWord(scalar.value) || scalar == "_" else {
                throw PatternMistake("unknown escape \"\\\(scalar)\"", at: start)
            }
            return .scalar(scalar)
        }
    }

    /// `\u{20AC}`, `\u20AC`, `\xA0`
    private mutating func numbered(_ kind: Unicode.Scalar, _ start: Int) throws(PatternMistake) -> Unicode.Scalar {
        let isBraced = skip("{")
        let width = isBraced ? 6 : kind == "u" ? 4 : 2
        var value: UInt32 = 0
        var count = 0
        while count < width, let digit = current.flatMap({ Character($0).hexDigitValue }), current?.isASCII == true {
            value = value << 4 | UInt32(digit)
            count += 1
            position += 1
        }
        guard isBraced ? skip("}") && count > 0 : count == width, let scalar = Unicode.Scalar(value) else {
            throw PatternMistake("expected a character's number such as \"\\u{20AC}\"", at: start)
        }
        return scalar
    }

    /// `[…]`; the position is its bracket.
    mutating func characterClass() throws(PatternMistake) -> ScalarSet {
        let start = position
        position += 1
        var set = ScalarSet()
        set.ignoresCase = ignoresCase
        set.isNegated = skip("^")
        while let scalar = current, scalar != "]" {
            let place = position
            guard let first = try classMember(&set) else { continue }
            guard current == "-", let end = peek(), end != "]" else {
                set.ranges.append(first.value...first.value)
                continue
            }
            position += 1
            guard let last = try classMember(&set), last.value >= first.value else {
                throw PatternMistake("a range's end lies before its begin; write \"\\-\" for the character", at: place)
            }
            set.ranges.append(first.value...last.value)
        }
        guard skip("]") else { throw PatternMistake("the class is not closed", at: start) }
        guard !set.ranges.isEmpty || !set.classes.isEmpty else {
            throw PatternMistake("an empty class; write \"\\]\" for the character", at: start)
        }
        return set.settled()
    }

    /// One character of a class; nil for an escape that means several, which is added.
    private mutating func classMember(_ set: inout ScalarSet) throws(PatternMistake) -> Unicode.Scalar? {
        let start = position
        guard let scalar = current else { throw PatternMistake("the class is not closed", at: start) }
        switch scalar {
        case "\\":
            switch try escaped(at: start) {
            case .scalar(let scalar): return scalar
            case .set(let member):
                if current == "-", let next = peek(), next != "]" {
                    throw PatternMistake("no range can begin here; write \"\\-\" for the character", at: position)
                }
                set.classes.append(member)
                return nil
            }
        case "[": throw PatternMistake("\"[\" inside a class; write \"\\[\" for the character", at: start)
        case "&" where peek() == "&", "-" where peek() == "-", "~" where peek() == "~":
            throw PatternMistake("sets are not calculated with; write \"\\\(scalar)\" for the character", at: start)
        default:
            position += 1
            return scalar
        }
    }
}
