extension DateTime {
    init?(parsing value: ByteView) { return nil }
}
