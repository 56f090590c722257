/// Drawings as inline SVG. Each says in words what it shows.
enum Plot {
    struct Bar {
        var name: String
        var count: Int
        /// 0 bad, 1 near, 2 good; nil = neither.
        var level: Int?
    }

    private static let width = 360
    private static let step = 30

    /// Bars that lie, with their names before and their counts behind them.
    static func bars(_ bars: [Bar], label: String) -> HTML {
        let most = max(1, bars.map(\.count).max() ?? 1)
        let left = 120
        let room = width - left - 58
        let rows = bars.enumerated().flatMap { index, bar -> [HTML] in
            let y = index * step
            let length = bar.count == 0 ? 0 : max(3, Int(Double(bar.count) / Double(most) * Double(room)))
            let shownName = bar.name.count > 15 ? String(bar.name.prefix(14)) + "…" : bar.name
            return [
                HTML("text", [("class", "name"), ("x", "0"), ("y", "\(y + 19)")], "\(shownName)"),
                rectangle("back", left, y + 6, room, 16),
                rectangle(bar.level.map { "l\($0)" } ?? "bar", left, y + 6, length, 16),
                HTML("text", [("x", "\(left + room + 8)"), ("y", "\(y + 19)")], "\(Overview.shown(bar.count))"),
            ]
        }
        let words = bars.map { "\($0.name): \($0.count)" }.joined(separator: ", ")
        return drawing(height: bars.count * step, label: "\(label). \(words)", rows)
    }

    /// How far a share of 0…1 reaches, with a mark at its target.
    static func meter(_ share: Double, target: Double?, level: Int) -> HTML {
        var parts = [
            rectangle("back", 0, 4, width, 12), rectangle("l\(level)", 0, 4, position(share), 12),
        ]
        if let target {
            let x = "\(position(target))"
            parts.append(HTML("line", [("class", "mark"), ("x1", x), ("x2", x), ("y1", "0"), ("y2", "20")]))
        }
        return HTML(
            "svg", [("class", "plot"), ("viewBox", "0 0 \(width) 20"), ("aria-hidden", "true")], parts)
    }

    /// A line through values of 0…1.
    static func course(_ values: [Double], label: String) -> HTML {
        let points = values.enumerated().map { index, value in
            "\(index * width / max(1, values.count - 1)),\(66 - Int(bounded(value) * 60))"
        }
        let percent = values.map { "\(Int((bounded($0) * 100).rounded())) %" }.joined(separator: ", ")
        return drawing(
            height: 72, label: "\(label): \(percent)",
            [HTML("polyline", [("class", "course"), ("points", points.joined(separator: " "))])])
    }

    private static func drawing(height: Int, label: String, _ parts: [HTML]) -> HTML {
        HTML(
            "svg",
            [("class", "plot"), ("viewBox", "0 0 \(width) \(height)"), ("role", "img"), ("aria-label", label)], parts)
    }

    private static func rectangle(_ name: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> HTML {
        HTML(
            "rect",
            [
                ("class", name), ("x", "\(x)"), ("y", "\(y)"), ("width", "\(width)"), ("height", "\(height)"),
                ("rx", "4"),
            ])
    }

    private static func position(_ share: Double) -> Int { Int(bounded(share) * Double(width)) }

    /// Not a number counts as nothing.
    private static func bounded(_ share: Double) -> Double { share.isNaN ? 0 : min(max(share, 0), 1) }
}
