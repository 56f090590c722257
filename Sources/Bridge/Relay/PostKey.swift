import Store

/// The name of a post towards its marketplace, the same for every attempt. As a Message-ID it must not look like one of a
/// ticket mail, or what the marketplace sends back would be taken for agents' replies.
struct PostKey: Sendable {
    private static let prefix = "mbp-"
    /// Base 32 of 128 bits.
    static let length = 26

    let text: String

    init(_ entry: OutboxEntry, domain: String) { text = "\(Self.prefix)\(entry.replyKey)@\(domain)" }

    /// The reply keys of all names of posts in `bytes`, each once.
    static func replyKeys(in bytes: [UInt8]) -> [String] {
        let prefix = Array(prefix.utf8)
        var keys: [String] = []
        var index = 0
        while index + prefix.count + length <= bytes.count {
            guard bytes[index] == prefix[0], bytes[index..<index + prefix.count].elementsEqual(prefix) else {
                index += 1
                continue
            }
            let start = index + prefix.count
            let key = bytes[start..<start + length]
            if key.allSatisfy({ (0x61...0x7A).contains($0) || (0x32...0x37).contains($0) }) {
                let text = String(decoding: key, as: UTF8.self)
                if !keys.contains(text), keys.count < 16 { keys.append(text) }
            }
            index = start
        }
        return keys
    }
}
