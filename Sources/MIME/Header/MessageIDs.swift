func readMessageIDs(_ value: ByteView) -> [String] { [] }
