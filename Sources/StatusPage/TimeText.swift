/// How long something takes or is away, for people: its two largest units.
struct TimeText {
    private let units: [String]

    init(_ texts: PageTexts) { units = texts.units.split(separator: " ").map(String.init) }

    /// `1 d 4 h`, `3 h 12 min`, `4 min 5 s`; with a minus sign when it is over.
    func text(_ time: Duration) -> String {
        let total = time.components.seconds.magnitude
        let sign = time < .zero && total > 0 ? "−" : ""
        let parts: [(UInt64, Int)] =
            if total >= 86_400 { [(total / 86_400, 0), (total / 3600 % 24, 1)] } else if total >= 3600 {
                [(total / 3600, 1), (total / 60 % 60, 2)]
            } else { [(total / 60, 2), (total % 60, 3)] }
        // Between number and unit no line may break.
        return sign + parts.map { "\($0)\u{A0}\(units.indices.contains($1) ? units[$1] : "")" }.joined(separator: " ")
    }
}
