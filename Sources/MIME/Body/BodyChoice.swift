/// Chooses what to show and what is a file.
struct BodyChoice {
    let message: Message

    init(_ message: Message) { self.message = message }

    static func markAttachments(in parts: [Part]) -> [Part] { parts }

    var body: Body { Body() }
}
