/// A character set that text can be decoded from.
enum Charset: Sendable, Hashable {
    case utf8
    case windows1252
}
