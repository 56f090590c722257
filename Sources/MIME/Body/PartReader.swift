/// Reads what a part's own header says about its content, as far as structure needs it.
struct PartReader {
    let bytes: ByteView
    let limits: Limits

    /// Fills in `node` from its fields; of several equal ones the first counts.
    ///
    /// - Returns: what delimits its parts, if it is a multipart that says so.
    func read(
        _ node: inout PartNode, default media: MediaType, _ found: inout HeaderFindings
    ) -> [UInt8]? {
        var boundary: [UInt8]?
        var names = NameSearch()
        var hasCoding = false
        func isFirst(_ seen: Bool, _ field: FieldEntry) -> Bool {
            if seen { found.defects.append(Defect(.duplicateField, at: field.raw.lowerBound)) }
            return !seen
        }
        node.media = media
        for place in node.fields {
            let field = found.fields[place]
            let name = bytes.view(field.name)
            switch name.count {
            case 12 where name.equalsFolded("content-type"):
                guard isFirst(node.typeField >= 0, field) else { continue }
                node.typeField = Int32(place)
                boundary = readType(field, &node, &names, &found.defects)
            case 25 where name.equalsFolded("content-transfer-encoding"):
                guard isFirst(hasCoding, field) else { continue }
                hasCoding = true
                readCoding(field, &node, &found.defects)
            case 19 where name.equalsFolded("content-disposition"):
                guard isFirst(node.dispositionField >= 0, field) else { continue }
                node.dispositionField = Int32(place)
                readDisposition(field, &node, &names, &found.defects)
            case 10 where name.equalsFolded("content-id"):
                guard isFirst(node.contentIDField >= 0, field) else { continue }
                if value(field).contains(where: { $0 > 0x20 && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }) {
                    node.contentIDField = Int32(place)
                }
            default:
                break
            }
        }
        if node.media.isMultipart, node.coding != .identity {
            found.defects.append(Defect(.encodedMultipart, at: node.header.lowerBound))
            node.coding = .identity
        }
        node.hasFileName =
            names.needsDecoding ? decodedFileName(of: node, found.fields) != nil : names.isFound
        return boundary
    }

    private func value(_ field: FieldEntry) -> ByteView {
        bytes.view(field.value, atMost: limits.fieldBytes)
    }

    private func readType(
        _ field: FieldEntry, _ node: inout PartNode, _ names: inout NameSearch, _ defects: inout [Defect]
    ) -> [UInt8]? {
        let value = value(field)
        names.startField()
        var scanner = ParameterScanner(value, limit: limits.parameters)
        var boundary: [UInt8]?
        var needsDecoding = false
        while let parameter = scanner.next() {
            names.look(at: parameter, isType: true)
            guard parameter.name.view(0..<8).equalsFolded("boundary") else { continue }
            if parameter.name.count == 8, !Self.mayHoldWords(parameter.value) {
                // Trailing white space may get lost on delimiter lines too.
                if boundary == nil { boundary = parameter.content.withUnsafeBufferPointer { Array($0.trimmedAtEnd) } }
            } else {
                needsDecoding = true
            }
        }
        if needsDecoding { boundary = decodedBoundary(value) }
        if let media = scanner.withMain({ MediaType($0) }) {
            node.media = media
        } else {
            node.media = scanner.withMain { MediaType.meant(by: $0, hasBoundary: boundary != nil) }
            defects.append(Defect(.malformedContentType, at: field.raw.lowerBound))
        }
        noteDefects(of: scanner, names, field, &defects)
        return node.media.isMultipart ? boundary : nil
    }

    private func readDisposition(
        _ field: FieldEntry, _ node: inout PartNode, _ names: inout NameSearch, _ defects: inout [Defect]
    ) {
        names.startField()
        var scanner = ParameterScanner(value(field), limit: limits.parameters)
        node.disposition = scanner.withMain { $0.isEmpty || $0.equalsFolded("inline") ? .inline : .attachment }
        while let parameter = scanner.next() { names.look(at: parameter, isType: false) }
        noteDefects(of: scanner, names, field, &defects)
    }

    private func noteDefects(
        of scanner: ParameterScanner, _ names: NameSearch, _ field: FieldEntry, _ defects: inout [Defect]
    ) {
        guard scanner.isMalformed || scanner.hasMore || names.mayRepeat else { return }
        defects += ParameterizedValue(parsing: value(field), text: text).defects.map {
            Defect($0, at: field.raw.lowerBound)
        }
    }

    private func readCoding(_ field: FieldEntry, _ node: inout PartNode, _ defects: inout [Defect]) {
        var cursor = FieldCursor(value(field))
        cursor.skipComments()
        _ = cursor.skip(UInt8(ascii: "\""))
        if let coding = TransferCoding(token: cursor.take { $0.isTokenCharacter }) {
            node.coding = coding
        } else {
            defects.append(Defect(.unknownTransferCoding, at: field.raw.lowerBound))
        }
    }

    /// Whether an encoded-word may begin in `value`.
    private static func mayHoldWords(_ value: ByteView) -> Bool {
        guard let equals = value.position(of: UInt8(ascii: "=")) else { return false }
        return value.position(of: UInt8(ascii: "?"), from: equals + 1) != nil
    }

    // MARK: - What takes more than a look

    private func decodedBoundary(_ value: ByteView) -> [UInt8]? {
        var boundary = ParameterizedValue(parsing: value, text: text)["boundary"].map { Array($0.utf8) }
        // Trailing white space may get lost on delimiter lines too.
        while let last = boundary?.last, last.isWhiteSpace { boundary?.removeLast() }
        return boundary
    }

    private func decodedFileName(of node: PartNode, _ fields: [FieldEntry]) -> String? {
        func parameters(_ place: Int32) -> ParameterizedValue? {
            place < 0 ? nil : ParameterizedValue(parsing: value(fields[Int(place)]), text: text)
        }
        return FileName.named(
            by: parameters(node.dispositionField), type: parameters(node.typeField))
    }

    private var text: FieldText { FieldText(MessageStore(sources: [], fields: [], limits: limits)) }
}

/// Tells whether parameters name a file, without decoding names in the usual forms.
private struct NameSearch {
    /// A name was seen of which something is left when it is cleaned.
    private(set) var isFound = false
    private(set) var needsDecoding = false
    /// Whether a name may have stood in the same field before; false is certain.
    private(set) var mayRepeat = false
    /// A bit for each name of the field, which others may share.
    private var seen: UInt64 = 0

    mutating func startField() {
        seen = 0
        mayRepeat = false
    }

    /// - Parameter isType: whether the field is Content-Type, where only `name` names a file.
    mutating func look(at parameter: ParameterScanner.Parameter, isType: Bool) {
        let bit = UInt64(1) << UInt64(parameter.name.reduce(FieldEntry.hashSeed, FieldEntry.mix) & 63)
        if seen & bit != 0 { mayRepeat = true }
        seen |= bit
        let base = parameter.name.view(0..<(parameter.name.position(of: UInt8(ascii: "*")) ?? parameter.name.count))
        guard base.equalsFolded("name") || !isType && base.equalsFolded("filename") else { return }
        let hasStem = parameter.value.last.map { $0.isLetter || $0.isDigit } ?? false
        if base.count == parameter.name.count, hasStem, FieldText.isPlain(parameter.value) {
            isFound = true
        } else {
            needsDecoding = true
        }
    }
}
