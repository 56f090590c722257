/// A reload that names another store. In a new one no mail is known: what lies in the mailboxes would be passed over, and the
/// answers on their way would stay behind.
struct StoreHasMoved: Error, CustomStringConvertible {
    let from: String
    let to: String

    var description: String {
        "[store] path is \(to), but the service works on \(from): stop it, move \(from) and the files whose names begin "
            + "like it, and start it; or put the old path back"
    }
}
