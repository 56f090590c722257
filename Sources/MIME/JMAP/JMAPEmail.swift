/// A mail as a JMAP Email object (RFC 8621 §4.1) in one line of JSON, keys in a fixed order.
///
/// What only a mail store knows (`id`, `blobId` of the mail, `mailboxIds`, `keywords`, `receivedAt`) is left out; `blobId` of
/// parts is null. `bodyValues` holds every text part of `textBody` and `htmlBody`, never truncated. Beyond the RFC there are
/// `file` and `defects`, an array of `{"kind", "offset"}` with offsets in bytes. Where a field stands twice, the reading of
/// ``Message`` counts.
/// - Parameters:
///   - file: the value of `file`; the key is missing if this is nil.
///   - headersOnly: leaves out all that comes from the body.
public func jmapEmail(_ message: Message, file: String? = nil, headersOnly: Bool = false) -> String {
    var json = JSONWriter()
    json.beginObject()
    if let file {
        json.key("file")
        json.string(file)
    }
    json.key("size")
    json.number(message.bytes.count)
    let fields = JMAPFields(message)
    fields.write(to: &json)
    var defects = message.defects + fields.defects
    if !headersOnly {
        let body = JMAPBody(message)
        body.write(to: &json)
        defects += body.defects
    }
    json.key("defects")
    json.beginArray()
    for defect in defects {
        json.beginObject()
        json.key("kind")
        json.string(defect.kind.rawValue)
        json.key("offset")
        json.number(defect.offset)
        json.endObject()
    }
    json.endArray()
    json.endObject()
    return json.text
}
