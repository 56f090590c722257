import Domain
import Wire

/// One of an operator's reasons (RE01).
struct MiraklReason: Sendable, Hashable {
    var code: String
    var label: String
    /// `REFUND`, `CANCELATION`, `INCIDENT_CLOSE`, `ORDER_MESSAGING`, …; an open list.
    var type: String
    /// Only these may be used by a shop.
    var isShopRight: Bool

    init?(_ json: JSON) {
        guard let code = json["code"].scalar else { return nil }
        self.code = code
        label = json["label"].filled ?? code
        type = json["type"].string ?? ""
        isShopRight = json["is_shop_right"].bool ?? false
    }
}

/// An account's reason codes, read once a day; they are set by the operator.
actor MiraklReasons {
    /// How long reasons are kept, in seconds; a failed look-up for labels is repeated after an hour.
    private static let lifetime: Int64 = 86_400
    private static let pause: Int64 = 3600

    private let api: MiraklAPI
    private let locale: String?
    private let now: @Sendable () -> Timestamp
    private var reasons: [MiraklReason] = []
    private var refreshAt: Int64 = 0
    private var readAt: Int64?

    init(api: MiraklAPI, locale: String?, now: @escaping @Sendable () -> Timestamp) {
        self.api = api
        self.locale = locale
        self.now = now
    }

    /// Labels by code; those known last where they cannot be read now, because a topic is a hint and no more.
    func labels() async -> [String: String] {
        let second = now().seconds
        if second >= refreshAt {
            // Set before the call, so that callers who come meanwhile do not ask again.
            refreshAt = second + Self.pause
            do {
                try await refresh(second)
            } catch {
                // Those known last are good enough for a hint.
            }
        }
        return Dictionary(reasons.map { ($0.code, $0.label) }, uniquingKeysWith: { first, _ in first })
    }

    /// The reasons of a type that the shop may use.
    func usable(_ type: String) async throws(ConnectorError) -> [Reason] {
        let second = now().seconds
        if readAt.map({ second - $0 >= Self.lifetime }) ?? true { try await refresh(second) }
        return reasons.filter { $0.type == type && $0.isShopRight }.map { Reason(code: $0.code, label: $0.label) }
    }

    private func refresh(_ second: Int64) async throws(ConnectorError) {
        reasons = try await api.reasons(locale: locale)
        readAt = second
        refreshAt = second + Self.lifetime
    }
}
