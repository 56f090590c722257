import ArgumentParser

/// How many rows a list shows at most: a number from 1 on, since none at all would look like nothing to show.
struct ListLimit: ExpressibleByArgument {
    let rows: Int

    init(_ rows: Int) { self.rows = rows }

    init?(argument: String) {
        guard let rows = Int(argument), rows >= 1 else { return nil }
        self.rows = rows
    }

    var defaultValueDescription: String { String(rows) }
}
