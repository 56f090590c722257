extension Command {
    public static let noop = Command("NOOP")
    public static let capability = Command("CAPABILITY")
    public static let logout = Command("LOGOUT")
    public static let namespace = Command("NAMESPACE")
    /// Answered by `+`; ended by ``done`` (RFC 2177).
    public static let idle = Command("IDLE")
    static let done = Array("DONE\r\n".utf8)

    /// RFC 5161.
    public static func enable(_ names: [String]) -> Command { Command("ENABLE", names.map { .text($0) }) }

    /// RFC 2971.
    public static func id(_ fields: [(name: String, value: String)]) -> Command {
        func quoted(_ text: String) -> String {
            "\"\(text.filter { $0.isASCII && $0 != "\"" && $0 != "\\" && $0 >= " " })\""
        }
        let words = fields.map { "\(quoted($0.name)) \(quoted($0.value))" }.joined(separator: " ")
        return Command("ID", [.text(fields.isEmpty ? "NIL" : "(\(words))")])
    }
}
