import Foundation

/// What lies at a path; links are followed.
enum PathKind {
    case file, folder

    /// Nil where there is nothing.
    init?(of path: String) {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        let attributes = try? FileManager.default.attributesOfItem(atPath: target)
        guard let type = attributes?[.type] as? FileAttributeType else { return nil }
        self = type == .typeDirectory ? .folder : .file
    }
}
