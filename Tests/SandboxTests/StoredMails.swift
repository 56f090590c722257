import Foundation

/// The mails that `user` has in the inbox of a private Dovecot.
func storedMails(of user: String, in directory: String) throws -> [[UInt8]] {
    let inbox = "\(directory)/mail/\(user)/Maildir/new"
    return try FileManager.default.contentsOfDirectory(atPath: inbox).map {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(inbox)/\($0)")))
    }
}
