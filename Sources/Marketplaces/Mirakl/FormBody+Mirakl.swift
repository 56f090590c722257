import Domain
import Wire

extension FormBody {
    /// A write with files as Mirakl takes it.
    ///
    /// - Parameter part: M12 wants `message_input`, M14 and OR43 want `thread_input`, OR74 wants `order_documents`.
    init(mirakl part: String, _ json: JSON, files: [Attachment]) {
        self.init()
        add(json, as: part)
        // The vendor's own client sends every file as this type.
        for file in files { add(file, as: "files", type: "application/octet-stream") }
    }
}
