/// A time on the command line: a whole number with `d`, `h` or `m`.
struct DurationArgument {
    let duration: Duration

    init?(_ text: String) {
        let units: [Character: Int64] = ["d": 86_400, "h": 3600, "m": 60]
        guard let last = text.last, let unit = units[last], text.utf8.count <= 7, let number = Int64(text.dropLast()),
            number > 0
        else { return nil }
        duration = .seconds(number * unit)
    }
}
