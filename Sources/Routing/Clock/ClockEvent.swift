public import Domain

/// Something that starts, ends or moves a wait (clocks.md §4).
public struct ClockEvent: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
        case buyer
        /// Confirmed by the marketplace.
        case answer
        /// Written in the portal.
        case portalAnswer
        case auto
        /// From a canned template, or an interim notice.
        case canned
        case noReply
        case close
        case reopen
        /// The answer that the event names never happened.
        case undelivered
        /// Since when the marketplace wants an answer; nil = it wants none.
        case apiSince(Timestamp?)
        /// A deadline that the marketplace itself named for the present wait.
        case explicit(Timestamp)
    }

    /// By the marketplace's time.
    public var time: Timestamp
    public var kind: Kind
    /// Message-ID of the answer that this is, or that was not delivered. Where ``Kind/undelivered`` names none, the answer
    /// that ended the latest wait is meant.
    public var answer: String?

    public init(_ kind: Kind, at time: Timestamp, answer: String? = nil) {
        self.kind = kind
        self.time = time
        self.answer = answer
    }

    /// Orders events of the same second.
    var rank: Int {
        switch kind {
        case .answer, .portalAnswer, .auto, .canned: 0
        case .undelivered: 1
        case .noReply, .close: 2
        case .reopen: 3
        case .apiSince: 4
        case .buyer: 5
        case .explicit: 6
        }
    }
}
