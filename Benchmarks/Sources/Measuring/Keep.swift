/// Takes a value so that nothing that made it can be left out.
@inlinable
@inline(never)
public func keep<Value>(_ value: Value) {}
