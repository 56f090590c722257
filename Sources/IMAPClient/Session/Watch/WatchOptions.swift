/// How a ``MailboxWatcher`` waits for mail.
public struct WatchOptions: Sendable {
    /// How long one IDLE may stand; NAT and some servers forget it after ten minutes.
    public var idleRenewal: Duration = .seconds(9 * 60)
    /// IDLE stands no longer than this whatever the other two say, so that a dead connection is noticed within 90 s.
    public var silence: Duration = .seconds(60)
    /// The folder is looked at this often even though IDLE works, since some servers stop announcing silently.
    public var poll: Duration = .seconds(60)
    /// Without IDLE: the shortest and longest pause between two looks; it doubles while nothing comes. No longer than ``poll``.
    public var adaptivePoll: ClosedRange<Duration> = .seconds(10)...Duration.seconds(60)
    /// With several folders on one connection: how soon after news the others are asked about once more.
    public var secondLook: Duration = .seconds(2)
    /// Ignore IDLE even where it is offered.
    public var usesIdle = true
    /// Between failures of the connection.
    public var reconnect = Backoff(base: .seconds(1), limit: .seconds(300))
    /// Between failures of the handler at the same mail.
    public var redelivery = Backoff(base: .seconds(1), limit: .seconds(300))
    /// How long a mail is tried at which the connection ends, or that alone is refused, before it counts as unreadable.
    public var patience: Duration = .seconds(300)
    /// A connection that held this long resets ``reconnect``.
    public var healthyAfter: Duration = .seconds(60)

    public init() {}
}
