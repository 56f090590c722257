import Bridge
import Logging
import Store

extension Logger {
    /// Tells of the first start on a backup; later ones are no news.
    func note(_ restored: RestoredStore) {
        guard let held = restored.held else { return }
        warning(
            "\(Event.storeRestored.rawValue)", metadata: ["copied-at": "\(restored.copiedAt)", "held": "\(held)"])
    }
}
