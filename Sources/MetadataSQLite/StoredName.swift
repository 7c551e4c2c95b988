import Foundation
import Metadata

/// Names as they are compared and looked for.
enum StoredName {
    /// Letter case and the two ways to write one letter are no difference.
    static func folded(_ name: String) -> String {
        name.precomposedStringWithCanonicalMapping.lowercased()
    }

    static func taken(_ kind: String, _ name: String) -> MetadataError {
        MetadataError(.taken, "There is a \(kind) '\(name)' already; choose another name.")
    }
}
