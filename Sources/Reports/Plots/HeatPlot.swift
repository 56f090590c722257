/// Numbers by weekday and hour, the darker the more.
struct HeatPlot {
    var title: String
    /// Monday first.
    var weekdays: [String]
    /// A row of 24 for each weekday.
    var values: [[Int]]

    private static let left = 44
    private static let cell = 39
    private static let row = 26

    var svg: String {
        let most = max(1, values.joined().max() ?? 0)
        var parts: [String] = []
        for hour in stride(from: 0, to: 24, by: 3) {
            parts.append("<text class=\"tick\" x=\"\(Self.left + hour * Self.cell)\" y=\"12\">\(hour):00</text>")
        }
        for (number, day) in values.enumerated() where number < weekdays.count {
            let top = 20 + number * Self.row
            parts.append(
                """
                <text class="tick" x="\(Self.left - 8)" y="\(top + 17)" text-anchor="end">\(html(weekdays[number]))</text>
                """)
            for (hour, value) in day.enumerated() {
                let shade = value == 0 ? 0 : 0.12 + 0.88 * Double(value) / Double(most)
                parts.append(
                    """
                    <rect class="\(value == 0 ? "empty" : "heat")" x="\(Self.left + hour * Self.cell)" y="\(top)" \
                    width="\(Self.cell - 3)" height="\(Self.row - 3)" rx="3"\(value == 0 ? "" : " fill-opacity=\"\(hundredths(shade))\"")>\
                    <title>\(html(weekdays[number])) \(hour):00: \(value)</title></rect>
                    """)
            }
        }
        return """
            <div class="chart"><div class="scroll"><svg class="plot" viewBox="0 0 980 206" role="img" aria-label="\(html(title))">
            \(parts.joined(separator: "\n"))
            </svg></div></div>
            """
    }

    private func hundredths(_ value: Double) -> String {
        let hundredths = min(100, Int((value * 100).rounded()))
        return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
    }
}
