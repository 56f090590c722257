/// Writes header fields with folding: lines of at most 76 bytes where a word is not longer itself.
struct HeaderWriter {
    private(set) var output: [UInt8] = []
    /// Bytes in the current line.
    private var column = 0
    /// Whether nothing follows the field's name yet.
    private var isEmptyField = false

    static let lineLength = 76

    /// Writes words with one blank between them. They are known to be harmless and under 998 bytes each.
    mutating func write(_ name: String, words: [String]) {
        start(name)
        for word in words { put(word) }
        end()
    }

    /// Writes unstructured text (RFC 5322 §3.2.5), with encoded-words where it is not plain ASCII.
    mutating func write(_ name: String, text: String) throws(WriteError) {
        try refuseLineEnds(text, field: name)
        start(name)
        for run in UnstructuredRun.runs(of: text) {
            switch run {
            case .plain(let word): put(word)
            case .encoded(let text): putEncoded(text, in: .unstructured)
            }
        }
        end()
    }

    /// Writes an address list; nothing if there are no addresses.
    mutating func write(_ name: String, mailboxes: [Mailbox]) throws(WriteError) {
        guard !mailboxes.isEmpty else { return }
        start(name)
        for (index, mailbox) in mailboxes.enumerated() {
            let address = try AddressText(mailbox, field: name)
            let comma = index + 1 < mailboxes.count ? "," : ""
            switch address.phrase {
            case .none: put(address.specification + comma)
            case .words(let words):
                for word in words { put(word) }
                put("<\(address.specification)>\(comma)")
            case .encoded(let text):
                putEncoded(text, in: .phrase)
                put("<\(address.specification)>\(comma)")
            }
        }
        end()
    }

    /// Writes a value with parameters (RFC 2045 §5.1, RFC 2231).
    mutating func write(_ name: String, value: String, parameters: [String]) {
        start(name)
        put(parameters.isEmpty ? value : value + ";")
        for (index, parameter) in parameters.enumerated() {
            put(index + 1 < parameters.count ? parameter + ";" : parameter)
        }
        end()
    }

    private mutating func start(_ name: String) {
        output.append(contentsOf: name.utf8)
        output.append(UInt8(ascii: ":"))
        column = name.utf8.count + 1
        isEmptyField = true
    }

    private mutating func end() {
        output.append(contentsOf: [0x0D, 0x0A])
        column = 0
    }

    private mutating func put(_ word: String) {
        // Directly behind the name a fold would leave a line that some readers take for an empty field.
        let mustFold = !isEmptyField && column + 1 + word.utf8.count > Self.lineLength
        fold(mustFold)
        output.append(contentsOf: word.utf8)
        column += word.utf8.count
    }

    private mutating func putEncoded(_ text: String, in context: EncodedWords.Context) {
        var words = EncodedWords(text, context: context)
        while !words.isEmpty {
            var room = Self.lineLength - column - 1
            let mustFold = room < EncodedWords.leastRoom
            fold(mustFold)
            if mustFold { room = Self.lineLength - column }
            let word = words.next(room: room)
            output.append(contentsOf: word)
            column += word.count
        }
    }

    /// Starts a new line or writes a blank.
    private mutating func fold(_ newLine: Bool) {
        if newLine {
            output.append(contentsOf: [0x0D, 0x0A])
            column = 0
        }
        output.append(0x20)
        column += 1
        isEmptyField = false
    }
}
