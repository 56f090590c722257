/// The catalogue of what the bridge reports, in its log and in the journal. The names are a promise to operators.
public enum Event: String, Sendable, CaseIterable {
    // In path
    case mailConnected = "mail-connected"
    /// One line of what is said over IMAP, while the trace is on, or of what was said before it went wrong.
    case imapTrace = "imap-trace"
    case imapTraceSwitched = "imap-trace-switched"
    case mailDisconnected = "mail-disconnected"
    case folderStarted = "folder-started"
    case folderRenumbered = "folder-renumbered"
    case mailIgnored = "mail-ignored"
    case mailQuarantined = "mail-quarantined"
    case mailPostponed = "mail-postponed"
    case mailFailed = "mail-failed"
    case ticketOpened = "ticket-opened"
    case ticketUpdated = "ticket-updated"
    case ticketClosed = "ticket-closed"
    case noticeReceived = "notice-received"
    case ticketMailAppended = "ticket-mail-appended"
    case ticketMailPostponed = "ticket-mail-postponed"
    case ticketMailWithoutFiles = "ticket-mail-without-files"
    case originalsMoved = "originals-moved"
    case moveFailed = "move-failed"

    // Out path
    case replyQueued = "reply-queued"
    case replyHeld = "reply-held"
    case replyRefused = "reply-refused"
    case replyIgnored = "reply-ignored"
    case replyReleased = "reply-released"
    case noteAdded = "note-added"
    case postConfirmed = "post-confirmed"
    case postRefused = "post-refused"
    case postPostponed = "post-postponed"
    case postUncertain = "post-uncertain"
    case postHeld = "post-held"
    case postBounced = "post-bounced"
    case postsRecovered = "posts-recovered"

    // Service
    case serviceStarted = "service-started"
    case serviceStopped = "service-stopped"
    case configurationReloaded = "configuration-reloaded"
    case configurationRefused = "configuration-refused"
    case notificationRuleRefused = "notification-rule-refused"
    case storeFailed = "store-failed"
}
