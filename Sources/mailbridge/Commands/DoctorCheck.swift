/// One look of `doctor` at somebody else, which has an end whatever he does: a server that says one line after the other
/// is never silent.
struct DoctorCheck: Sendable {
    private let kind: String
    private let name: String
    private let limit: Duration
    private let look: @Sendable () async -> [DoctorFinding]

    /// - Parameter look: Must end soon when it is cancelled.
    init(
        _ kind: String, _ name: String, limit: Duration = .seconds(60),
        look: @escaping @Sendable () async -> [DoctorFinding]
    ) {
        self.kind = kind
        self.name = name
        self.limit = limit
        self.look = look
    }

    /// What was found within the limit, and that it was not enough where the limit cut it off.
    func findings() async -> [DoctorFinding] {
        await withTaskGroup(of: [DoctorFinding]?.self) { group in
            group.addTask { await look() }
            group.addTask {
                try? await Task.sleep(for: limit)
                return nil
            }
            var isLate = false
            while let ended = await group.next() {
                group.cancelAll()
                guard let findings = ended else {
                    isLate = true
                    continue
                }
                return findings + (isLate ? [late] : [])
            }
            return [late]
        }
    }

    private var late: DoctorFinding {
        DoctorFinding(
            kind, name, ok: false, "not done after \(limit.components.seconds) s: broken off",
            cure:
                "the server goes on answering and comes to no end, or is very slow; --trace shows what mail servers say"
        )
    }
}
