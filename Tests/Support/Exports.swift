// Tests that need a scripted peer mostly need the real ones too.
@_exported public import LocalServers
