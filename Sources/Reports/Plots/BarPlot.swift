/// Bars from left to right, one for each step of something.
struct BarPlot {
    struct Bar {
        var label: String
        var value: Int
        /// Part of ``value`` that is marked.
        var marked = 0
        /// What a pointer or a screen reader is told.
        var title: String
    }

    var title: String
    var bars: [Bar]

    private static let width = 1000
    private static let height = 240
    private static let floor = 205
    private static let top = 22

    var svg: String {
        let step = Double(Self.width) / Double(max(1, bars.count))
        let most = max(1, bars.map(\.value).max() ?? 0)
        var parts: [String] = []
        for (number, bar) in bars.enumerated() {
            let left = (Double(number) + 0.12) * step
            let middle = (Double(number) + 0.5) * step
            let height = Double(bar.value) * Double(Self.floor - Self.top) / Double(most)
            let marked = Double(bar.marked) * Double(Self.floor - Self.top) / Double(most)
            let width = coordinate(step * 0.76)
            parts.append("<g><title>\(html(bar.title))</title>")
            if bar.value > 0 {
                parts.append(
                    """
                    <rect class="bar" x="\(coordinate(left))" y="\(coordinate(Double(Self.floor) - height))" \
                    width="\(width)" height="\(coordinate(height))" rx="3"/>
                    """)
                parts.append(text(middle, Double(Self.floor) - height - 6, "value", "\(bar.value)"))
            }
            if bar.marked > 0 {
                parts.append(
                    """
                    <rect class="late" x="\(coordinate(left))" y="\(coordinate(Double(Self.floor) - marked))" \
                    width="\(width)" height="\(coordinate(marked))" rx="3"/>
                    """)
            }
            parts.append(text(middle, Double(Self.floor) + 18, "tick", bar.label))
            parts.append("</g>")
        }
        return """
            <div class="chart"><div class="scroll"><svg class="plot" viewBox="0 0 \(Self.width) \(Self.height)" role="img" aria-label="\(html(title))">
            <line class="axis" x1="0" y1="\(Self.floor)" x2="\(Self.width)" y2="\(Self.floor)"/>
            \(parts.joined(separator: "\n"))
            </svg></div></div>
            """
    }

    private func text(_ x: Double, _ y: Double, _ style: String, _ text: String) -> String {
        """
        <text class="\(style)" x="\(coordinate(x))" y="\(coordinate(y))" text-anchor="middle">\(html(text))</text>
        """
    }
}

/// One decimal is enough for any screen.
func coordinate(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let sign = tenths < 0 ? "-" : ""
    return "\(sign)\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
}
