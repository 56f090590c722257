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
    /// The mailbox was restored, with the old numbers.
    case folderWentBack = "folder-went-back"
    case lmtpListening = "lmtp-listening"
    case lmtpFailed = "lmtp-failed"
    case mailHandedOver = "mail-handed-over"
    case handOverFailed = "hand-over-failed"
    case mailIgnored = "mail-ignored"
    case mailQuarantined = "mail-quarantined"
    case mailPostponed = "mail-postponed"
    case mailFailed = "mail-failed"
    case ticketOpened = "ticket-opened"
    case ticketUpdated = "ticket-updated"
    case ticketClosed = "ticket-closed"
    case ticketReopened = "ticket-reopened"
    case ticketMerged = "ticket-merged"
    case ticketSplit = "ticket-split"
    case tokenRenewed = "token-renewed"
    case noticeReceived = "notice-received"
    /// A route says that somebody has to look at once.
    case routeAlarm = "route-alarm"
    case mailCopySent = "mail-copy-sent"
    case mailCopyFailed = "mail-copy-failed"
    case ticketMailAppended = "ticket-mail-appended"
    case ticketMailPostponed = "ticket-mail-postponed"
    case ticketMailWithoutFiles = "ticket-mail-without-files"
    /// A report could not be written as it should be, and was made plainer.
    case ticketMailPlain = "ticket-mail-plain"
    case ticketMailFailed = "ticket-mail-failed"
    case originalsMoved = "originals-moved"
    case moveFailed = "move-failed"

    // Out path
    case replyQueued = "reply-queued"
    case replyHeld = "reply-held"
    case heldReminded = "held-reminded"
    case heldEscalated = "held-escalated"
    case replyRefused = "reply-refused"
    case replyIgnored = "reply-ignored"
    case replyReleased = "reply-released"
    /// A mail of a program to a ticket: an absence, a read receipt, a mail of our own.
    case automaticMail = "automatic-mail"
    /// The only one who could answer is away.
    case agentAbsent = "agent-absent"
    /// Programs seem to answer each other.
    case mailLoop = "mail-loop"
    case moneyAsked = "money-asked"
    case moneyConfirmed = "money-confirmed"
    case moneyApproved = "money-approved"
    case moneyRefused = "money-refused"
    case ticketAssigned = "ticket-assigned"
    case ticketSnoozed = "ticket-snoozed"
    case ruleOverridden = "rule-overridden"
    case actionQueued = "action-queued"
    case actionPending = "action-pending"
    case sweepFinished = "sweep-finished"
    case sweepFailed = "sweep-failed"
    case sweepFound = "sweep-found"
    /// An agent moved a ticket mail, and that means something.
    case gestureMade = "gesture-made"
    case noteAdded = "note-added"
    case postConfirmed = "post-confirmed"
    case postRefused = "post-refused"
    case postPostponed = "post-postponed"
    case postUncertain = "post-uncertain"
    case postHeld = "post-held"
    case postBounced = "post-bounced"
    case postsRecovered = "posts-recovered"
    /// The first start on a backup that was put in place.
    case storeRestored = "store-restored"
    /// The store has work under a name that the configuration has not.
    case mailboxMissing = "mailbox-missing"
    case marketplaceMissing = "marketplace-missing"

    // Team
    case waitReminded = "wait-reminded"
    case alarmRaised = "alarm-raised"
    /// No mail of a marketplace came for longer than it should.
    case marketplaceSilent = "marketplace-silent"
    /// The administrator is told what to mend.
    case adminAlerted = "admin-alerted"
    case teamMailSent = "team-mail-sent"
    case teamMailPostponed = "team-mail-postponed"

    // Privacy
    /// Somebody looked at what buyers or agents wrote.
    case dataViewed = "data-viewed"
    case dataExported = "data-exported"
    case ticketErased = "ticket-erased"
    /// A mail that was kept whole is gone.
    case mailErased = "mail-erased"
    /// What was kept long enough is gone.
    case retentionFinished = "retention-finished"
    case legalHoldSet = "legal-hold-set"
    case legalHoldLifted = "legal-hold-lifted"

    // Service
    case serviceStarted = "service-started"
    case serviceStopped = "service-stopped"
    /// A signal asked for a look at everything.
    case lookingNow = "looking-now"
    case configurationReloaded = "configuration-reloaded"
    case configurationRefused = "configuration-refused"
    /// What a reload changed in routes and clocks.
    case configurationChanged = "configuration-changed"
    /// Our clock and a marketplace's.
    case clocksDiffer = "clocks-differ"
    case deadlineMoved = "deadline-moved"
    case holidaysEnding = "holidays-ending"
    case notificationRuleRefused = "notification-rule-refused"
    case storeFailed = "store-failed"
    /// The clock was ahead, and went back.
    case timesMended = "times-mended"
    case webListening = "web-listening"
    case webFailed = "web-failed"
    case webKeyRefused = "web-key-refused"
    case quarantineViewed = "quarantine-viewed"
    case quarantineReleased = "quarantine-released"
    case quarantineFull = "quarantine-full"
    case quarantineDropped = "quarantine-dropped"

    // The queue, by hand
    case queueRetry = "queue-retry"
    case queueHold = "queue-hold"
    case queueRelease = "queue-release"
    case queueDrop = "queue-drop"
}

extension Event {
    /// Whether the bridge counts it. What is logged around it, by the service, and what stands in the journal only, is not.
    var isCounted: Bool {
        switch self {
        case .serviceStarted, .serviceStopped, .configurationReloaded, .configurationRefused, .configurationChanged,
            .storeRestored, .mailboxMissing, .marketplaceMissing, .imapTraceSwitched, .lmtpListening, .lmtpFailed,
            .webListening, .webFailed, .notificationRuleRefused:
            false
        case .automaticMail, .tokenRenewed, .ticketReopened, .ticketMerged, .ticketSplit, .dataViewed, .dataExported,
            .ticketErased, .mailErased, .legalHoldSet, .legalHoldLifted, .quarantineViewed, .quarantineDropped,
            .queueDrop, .ruleOverridden:
            false
        default: true
        }
    }
}
