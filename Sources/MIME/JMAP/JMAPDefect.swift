/// A defect with the part whose content it was found in.
struct JMAPDefect {
    let defect: Defect
    let partID: String?

    init(_ defect: Defect) {
        self.defect = defect
        partID = nil
    }

    init(_ kind: Defect.Kind, at offset: Int, partID: String) {
        defect = Defect(kind, at: offset)
        self.partID = partID
    }

    func write(to json: inout JSONWriter) {
        json.beginObject()
        json.key("kind")
        json.string(defect.kind.rawValue)
        json.key("offset")
        json.number(defect.offset)
        if let partID {
            json.key("partId")
            json.string(partID)
        }
        json.endObject()
    }
}
