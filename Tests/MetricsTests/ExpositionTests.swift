import Testing

@testable import Metrics

@Suite("Prometheus text")
struct ExpositionTests {
    @Test("a family has its help, its type and its samples; labels and help are escaped")
    func family() {
        var family = MetricFamily("mailbridge_x_total", .counter, "Back\\slash and\nline.")
        family.add(3)
        family.add(0.25, [("a", "q\"\\\n")])
        #expect(
            family.text == """
                # HELP mailbridge_x_total Back\\\\slash and\\nline.
                # TYPE mailbridge_x_total counter
                mailbridge_x_total 3
                mailbridge_x_total{a="q\\"\\\\\\n"} 0.25

                """)
    }

    @Test("numbers that are none are written as Prometheus wants them")
    func numbers() {
        var family = MetricFamily("x", .gauge, "x")
        for value in [Double.infinity, -.infinity, .nan, -2, 1e300] { family.add(value) }
        #expect(
            family.text.split(separator: "\n").dropFirst(2).map { String($0.dropFirst(2)) }
                == ["+Inf", "-Inf", "NaN", "-2", "1e+300"])
    }

    @Test("a histogram counts up to each bound, and everything at infinity")
    func histogram() {
        var histogram = Histogram(bounds: [1, 5])
        for value in [0.5, 1, 4, 9] { histogram.record(value) }
        var family = MetricFamily("x_seconds", .histogram, "x")
        family.add(histogram, [("m", "a")])
        #expect(
            family.text.split(separator: "\n").dropFirst(2) == [
                #"x_seconds_bucket{m="a",le="1"} 2"#, #"x_seconds_bucket{m="a",le="5"} 3"#,
                #"x_seconds_bucket{m="a",le="+Inf"} 4"#, #"x_seconds_sum{m="a"} 14.5"#, #"x_seconds_count{m="a"} 4"#,
            ])
    }
}
