/// Writes header fields with folding: lines of at most 76 bytes where a word is not longer itself, none over 998.
///
/// What a caller gave comes into `output` only through `put`, which takes no control character: a value cannot end its
/// line, whatever checks went before.
struct HeaderWriter {
    private(set) var output: [UInt8] = []
    private var name = ""
    /// Where the current field starts.
    private var start = 0
    /// Bytes in the current line.
    private var column = 0
    /// Whether nothing follows the field's name yet.
    private var isEmptyField = false

    /// Writes words with one blank between them.
    mutating func write(_ name: FieldName, words: [String]) throws(WriteError) {
        begin(name)
        for word in words { try put(word) }
        try end()
    }

    /// Writes unstructured text (RFC 5322 §3.2.5), with encoded-words where it is not plain ASCII.
    mutating func write(_ name: FieldName, text: String) throws(WriteError) {
        try checkText(text, field: name.text, allowsTab: true)
        begin(name)
        for run in UnstructuredRun.runs(of: text) {
            switch run {
            case .plain(let word): try put(word)
            case .encoded(let text): try putEncoded(text, in: .unstructured)
            }
        }
        try end()
    }

    /// Writes an address list; nothing if there are no addresses.
    mutating func write(_ name: FieldName, mailboxes: [Mailbox]) throws(WriteError) {
        guard !mailboxes.isEmpty else { return }
        guard mailboxes.count <= WriteLimits.mailboxes else { throw WriteError(field: name.text, .tooLong) }
        begin(name)
        for (index, mailbox) in mailboxes.enumerated() {
            let address = try AddressText(mailbox, field: name.text)
            let comma = index + 1 < mailboxes.count ? "," : ""
            switch address.phrase {
            case .none: try put(address.specification + comma)
            case .plain(let name):
                try put(name)
                try put("<\(address.specification)>\(comma)")
            case .encoded(let text):
                try putEncoded(text, in: .phrase)
                try put("<\(address.specification)>\(comma)")
            }
        }
        try end()
    }

    /// Writes a value with parameters (RFC 2045 §5.1, RFC 2231).
    mutating func write(_ name: FieldName, value: String, parameters: [String]) throws(WriteError) {
        begin(name)
        try put(parameters.isEmpty ? value : value + ";")
        for (index, parameter) in parameters.enumerated() {
            try put(index + 1 < parameters.count ? parameter + ";" : parameter)
        }
        try end()
    }

    private mutating func begin(_ name: FieldName) {
        self.name = name.text
        start = output.count
        output.append(contentsOf: name.text.utf8)
        output.append(UInt8(ascii: ":"))
        column = name.text.utf8.count + 1
        isEmptyField = true
    }

    private mutating func end() throws(WriteError) {
        output.append(contentsOf: [.carriageReturn, .lineFeed])
        if output.count - start > WriteLimits.field { throw WriteError(field: name, .tooLong) }
    }

    private mutating func put(_ word: String) throws(WriteError) {
        // Directly behind the name a fold would leave a line that some readers take for an empty field.
        let mustFold = !isEmptyField && column + 1 + word.utf8.count > WriteLimits.line
        fold(mustFold)
        try put(word.utf8)
    }

    private mutating func putEncoded(_ text: String, in context: EncodedWords.Context) throws(WriteError) {
        var words = EncodedWords(text, context: context)
        while !words.isEmpty {
            var room = WriteLimits.line - column - 1
            let mustFold = room < EncodedWords.leastRoom
            fold(mustFold)
            if mustFold { room = WriteLimits.line - column }
            try put(words.next(room: room))
        }
    }

    private mutating func put(_ word: some Collection<UInt8>) throws(WriteError) {
        guard word.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { throw WriteError(field: name, .controlCharacter) }
        output.append(contentsOf: word)
        column += word.count
        if column > WriteLimits.longestLine { throw WriteError(field: name, .tooLong) }
    }

    /// Starts a new line or writes a blank.
    private mutating func fold(_ newLine: Bool) {
        if newLine {
            output.append(contentsOf: [.carriageReturn, .lineFeed])
            column = 0
        }
        output.append(.space)
        column += 1
        isEmptyField = false
    }
}
