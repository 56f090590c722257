/// A share of a hundred, week by week, with the target that it has to reach.
struct SharePlot {
    struct Point {
        var label: String
        /// 0…100; nil = nothing happened.
        var percent: Double?
        var title: String
    }

    var title: String
    var points: [Point]
    /// Per cent.
    var goal: Int?

    private static let width = 720.0
    private static let left = 58.0
    private static let right = 12.0
    private static let top = 14.0
    private static let floor = 186.0

    var svg: String {
        var parts = grid
        for run in runs where run.count > 1 {
            let path = run.map { "\(coordinate(x($0.offset))),\(coordinate(y($0.element)))" }.joined(separator: " ")
            parts.append("<polyline class=\"line\" points=\"\(path)\"/>")
        }
        for (number, point) in points.enumerated() {
            guard let percent = point.percent else { continue }
            let misses = goal.map { percent < Double($0) } ?? false
            parts.append(
                """
                <circle class="\(misses ? "dot miss" : "dot")" cx="\(coordinate(x(number)))" \
                cy="\(coordinate(y(percent)))" r="\(points.count > 60 ? 2 : 4)"><title>\(html(point.title))</title></circle>
                """)
        }
        return """
            <div class="chart small"><div class="scroll"><svg class="plot small" viewBox="0 0 720 220" role="img" aria-label="\(html(title))">
            \(parts.joined(separator: "\n"))
            </svg></div></div>
            """
    }

    /// The lowest line: far enough below what is shown, so that good weeks do not all look alike.
    private var lowest: Double {
        let least = min(points.compactMap(\.percent).min() ?? 100, goal.map(Double.init) ?? 100)
        return max(0, ((least - 4) / 10).rounded(.down) * 10)
    }

    private func x(_ number: Int) -> Double {
        guard points.count > 1 else { return (Self.left + Self.width - Self.right) / 2 }
        return Self.left + Double(number) * (Self.width - Self.left - Self.right) / Double(points.count - 1)
    }

    private func y(_ percent: Double) -> Double {
        Self.floor - (percent - lowest) * (Self.floor - Self.top) / (100 - lowest)
    }

    /// Stretches of neighbouring weeks in which something happened.
    private var runs: [[(offset: Int, element: Double)]] {
        var runs: [[(offset: Int, element: Double)]] = [[]]
        for (number, point) in points.enumerated() {
            if let percent = point.percent { runs[runs.count - 1].append((number, percent)) } else { runs.append([]) }
        }
        return runs
    }

    private var grid: [String] {
        var parts: [String] = []
        for percent in stride(from: lowest, through: 100, by: lowest < 50 ? 20 : 10) {
            let height = coordinate(y(percent))
            parts.append(
                "<line class=\"grid\" x1=\"\(Self.left)\" y1=\"\(height)\" x2=\"\(Self.width)\" y2=\"\(height)\"/>")
            parts.append(
                """
                <text class="tick" x="48" y="\(coordinate(y(percent) + 4))" text-anchor="end">\(Int(percent)) %</text>
                """)
        }
        if let goal {
            let height = coordinate(y(Double(goal)))
            parts.append(
                "<line class=\"goal\" x1=\"\(Self.left)\" y1=\"\(height)\" x2=\"\(Self.width)\" y2=\"\(height)\"/>")
        }
        let every = max(1, (points.count + 5) / 6)
        for (number, point) in points.enumerated() where number % every == 0 {
            let isLast = number + every >= points.count && points.count > 1
            parts.append(
                """
                <text class="tick" x="\(coordinate(x(number)))" y="212" \
                text-anchor="\(number == 0 && points.count > 1 ? "start" : isLast && number == points.count - 1 ? "end" : "middle")">\
                \(html(point.label))</text>
                """)
        }
        return parts
    }
}
