import Bridge
import Domain
import LocalListener
import Marketplaces
import Transport

/// One line of `doctor`.
struct DoctorFinding: Encodable {
    var kind: String
    var name: String
    var ok: Bool
    var detail: String
    var cure: String?

    init(_ kind: String, _ name: String, ok: Bool, _ detail: String, cure: String? = nil) {
        self.kind = kind
        self.name = name
        self.ok = ok
        self.detail = detail
        self.cure = cure
    }

    var columns: [String] { [ok ? "ok" : "WRONG", kind, name, detail] + (cure.map { ["cure: \($0)"] } ?? []) }
}

extension DoctorFinding {
    /// Certificates are renewed a month before their end; one that was not has been forgotten.
    private static let warningTime: Duration = .seconds(14 * 86_400)

    /// Until when a mail server's certificate counts; nil without TLS, and where the login tells what is wrong.
    static func certificate(
        _ kind: String, _ name: String, of server: MailServer, speaking language: ServerCertificate.Language,
        now: Timestamp
    ) async -> DoctorFinding? {
        guard server.security != .plain else { return nil }
        do {
            guard let certificate = try await ServerCertificate.of(server, speaking: language) else { return nil }
            return finding(certificate, kind, name, warning: warningTime, host: server.host, now: now)
        } catch {
            return nil
        }
    }

    /// The same of a marketplace's API. Only those whose authority the configuration names are the seller's to renew.
    static func certificate(of marketplace: MarketplaceSettings, now: Timestamp) async -> DoctorFinding? {
        guard let url = marketplace.url else { return nil }
        do {
            guard let certificate = try await ServerCertificate.of(web: url, caFile: marketplace.caFile) else {
                return nil
            }
            return finding(
                certificate, "marketplace", "\(marketplace.name) tls",
                warning: marketplace.caFile == nil ? .zero : warningTime, host: url, now: now)
        } catch {
            return nil
        }
    }

    private static func finding(
        _ certificate: ServerCertificate, _ kind: String, _ name: String, warning: Duration, host: String,
        now: Timestamp
    ) -> DoctorFinding {
        let left = certificate.expires - now
        let day = CivilDate(daysSinceEpoch: certificate.expires.seconds / 86_400)
        return DoctorFinding(
            kind, name, ok: left > warning, "certificate until \(day), \(left.milliseconds / 86_400_000) days",
            cure: left > warning ? nil : "renew the certificate of \(host)")
    }

    /// What a marketplace's answers say of our clock; nil where none said the time.
    static func clock(_ comparison: ClockComparison, of marketplace: String) -> DoctorFinding? {
        guard let offset = comparison.offset?.components.seconds else { return nil }
        let isRight = abs(offset) <= ClockComparison.tolerated
        return DoctorFinding(
            "marketplace", "\(marketplace) clock", ok: isRight,
            isRight ? "our clocks agree" : "our clock is \(abs(offset)) s \(offset > 0 ? "ahead of" : "behind") its",
            cure: isRight ? nil : "have the clock synchronised (timedatectl): deadlines are wrong by as much")
    }

    /// Room for the service's user where the database lies; nil where it cannot be told.
    static func room(besides path: String) -> DoctorFinding? {
        guard let free = freeRoom(besides: path) else { return nil }
        let isEnough = free >= StoreRoom.scarce
        return DoctorFinding(
            "store", "room", ok: isEnough, free == .max ? "more than enough" : "\(free / 1_000_000) MB free",
            cure: isEnough ? nil : "make room: nothing is taken in or sent when the disk is full")
    }

    /// Whether the service can listen there, or somebody does; a place of its own once the service runs.
    static func place(_ kind: String, _ place: ListenerSettings.Place, taken: String) -> DoctorFinding {
        switch place.look() {
        case .answers: DoctorFinding(kind, "\(place)", ok: true, taken)
        case .free: DoctorFinding(kind, "\(place)", ok: true, "nobody listens; free for the service")
        case .unusable(let reason):
            DoctorFinding(
                kind, "\(place)", ok: false, reason,
                cure: "the directory must be writable for this user, who must belong to the group")
        }
    }
}
