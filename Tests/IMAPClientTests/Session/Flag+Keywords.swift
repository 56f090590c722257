@testable import IMAPClient

/// Keywords of nobody else's.
extension Flag {
    static let mailbridgeSeen = Flag(trusted: "$MailbridgeSeen")
    static let mailbridgeReplied = Flag(trusted: "$MailbridgeReplied")
    static let mailbridgeError = Flag(trusted: "$MailbridgeError")
}
