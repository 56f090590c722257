import Sandbox

/// How a shop differs from the ordinary one.
struct ShopOptions: Sendable {
    var grace = "0s"
    var mode = "live"
    var logLevel = "debug"
    var logFormat = "text"
    /// Folders that are read.
    var watch = ["INBOX"]
    /// What the service believes its password is; nil = the right one.
    var password: String?
    /// What the service trusts; nil = the server's own certificate.
    var caFile: String?
    /// How the service names the mail server.
    var host = "localhost"
    /// Relay mails go to the relay itself, without the mail server between that hides its faults.
    var submitsDirectly = false
    /// Whether Amazon sends a copy of each answer.
    var sendsOwnCopies = true
    /// Mirakl's key in the configuration; nil = the right one.
    var miraklKey: String?
    /// What the mail server says that it can, after login; nil = the usual.
    var capability: String?
    /// Marketplaces that are configured beside the usual three.
    var others: [SandboxMarketplace] = []
    /// Whose buyers the second agent may answer; nil = those of all.
    var bensMarketplaces: [String]?
    /// Whether the receiving host takes out forged Authentication-Results.
    var removesForgedResults = true
    /// Added to the end of the configuration.
    var more = ""
}
