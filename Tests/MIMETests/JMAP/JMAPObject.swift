import Foundation
import MIME
import Testing

/// The object of a mail, as an independent reader sees it.
func jmapObject(_ message: Message, _ change: (inout JMAPEmail.Options) throws -> Void = { _ in }) throws -> [String:
    Any]
{
    var options = JMAPEmail.Options()
    try change(&options)
    let json = JMAPEmail(message, options).json
    #expect(!json.contains { $0 < 0x20 })
    return try #require(JSONSerialization.jsonObject(with: Data(json)) as? [String: Any])
}

/// The object of a mail whose line ends are written `\n`.
func jmapObject(_ mail: String, _ change: (inout JMAPEmail.Options) throws -> Void = { _ in }) throws -> [String: Any] {
    try jmapObject(Message(parsing: Array(mail.replacing("\n", with: "\r\n").utf8)), change)
}

/// The value of one property of a mail that is a header only, as JSON with sorted keys.
func jmapValue(_ name: String, _ header: String) throws -> String {
    let object = try jmapObject(header) { $0.properties = [try JMAPHeaderProperty(name)] }
    let value = try #require(object[name])
    let data = try JSONSerialization.data(
        withJSONObject: value, options: [.fragmentsAllowed, .sortedKeys, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
}
