import Domain

/// The labels of an account's reason codes, read once a day; they are set by the operator.
actor MiraklReasons {
    /// How long labels are kept, in seconds; a failed look-up is repeated after an hour.
    private static let lifetime: Int64 = 86_400
    private static let pause: Int64 = 3600

    private let api: MiraklAPI
    private let locale: String?
    private let now: @Sendable () -> Timestamp
    private var labels: [String: String] = [:]
    private var refreshAt: Int64 = 0

    init(api: MiraklAPI, locale: String?, now: @escaping @Sendable () -> Timestamp) {
        self.api = api
        self.locale = locale
        self.now = now
    }

    /// Labels by code; those known last where they cannot be read now, because a topic is a hint and no more.
    func current() async -> [String: String] {
        let second = now().seconds
        guard second >= refreshAt else { return labels }
        // Set before the call, so that callers who come meanwhile do not ask again.
        refreshAt = second + Self.pause
        if let fresh = try? await api.reasons(locale: locale) {
            labels = fresh
            refreshAt = second + Self.lifetime
        }
        return labels
    }
}
