import Domain

extension OctopiaConnector {
    public func perform(_ request: ActionRequest) async -> ActionResult {
        let portal = "Octopia's API has no way to do this: do it in the seller portal"
        switch request.task {
        case .close: return await set(false, request)
        case .reopen: return await set(true, request)
        case .noReplyNeeded: return .refused(reason: "Octopia knows open and closed discussions only: close it instead")
        case .escalate, .resolveIncident, .refund, .cancel, .uploadInvoice: return .refused(reason: portal)
        }
    }

    public func outcome(of request: ActionRequest, handle: String?) async throws(ConnectorError) -> ActionOutcome {
        let wanted: Bool
        switch request.task {
        case .close: wanted = false
        case .reopen: wanted = true
        default: return .impossible
        }
        guard let thread = request.thread, let discussion = try await api.discussion(thread.text) else {
            return .impossible
        }
        return discussion.isOpen == wanted ? .done(note: nil) : .absent
    }

    private func set(_ isOpen: Bool, _ request: ActionRequest) async -> ActionResult {
        guard let thread = request.thread else { return .refused(reason: "no discussion is named") }
        let discussion: OctopiaDiscussion?
        do throws(ConnectorError) {
            discussion = try await api.discussion(thread.text)
        } catch {
            return .notSent(error)
        }
        guard let discussion else {
            return .refused(reason: "Octopia does not know the discussion \(thread) (any more)")
        }
        if discussion.isOpen == isOpen { return .done(note: "it was \(isOpen ? "open" : "closed") already") }
        guard case .failed(let failure) = await api.setOpen(isOpen, discussion.id) else { return await proven(request) }
        guard case .refused(let reason) = failure, !isOpen, !discussion.messages.contains(where: { $0.role == .seller })
        else { return ActionResult(failure) ?? .done(note: nil) }
        return .refused(reason: "\(reason); a discussion has to be answered before it can be closed")
    }

    /// No answer to a patch is described, so the discussion itself has to show it.
    private func proven(_ request: ActionRequest) async -> ActionResult {
        do throws(ConnectorError) {
            guard case .done(let note) = try await outcome(of: request, handle: nil) else {
                return .uncertain(reason: "closeDiscussion: taken, but the discussion does not show it")
            }
            return .done(note: note)
        } catch {
            return .uncertain(reason: "closeDiscussion: taken, but not read back: \(error.detail)")
        }
    }
}
