import Domain
import LocalListener
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
            let left = certificate.expires - now
            let day = CivilDate(daysSinceEpoch: certificate.expires.seconds / 86_400)
            return DoctorFinding(
                kind, name, ok: left > warningTime,
                "certificate until \(day), \(left.milliseconds / 86_400_000) days",
                cure: left > warningTime ? nil : "renew the certificate of \(server.host)")
        } catch {
            return nil
        }
    }

    /// Below this a few tickets with photographs, or one night's backup, fill the disk.
    private static let leastRoom: Int64 = 1_000_000_000

    /// Room for the service's user where the database lies; nil where it cannot be told.
    static func room(besides path: String) -> DoctorFinding? {
        guard let free = freeRoom(besides: path) else { return nil }
        let isEnough = free >= leastRoom
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
