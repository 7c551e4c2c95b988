import Foundation

/// Where words go: answers to standard output, everything else to standard error.
enum Terminal {
    /// Writes a text to standard output.
    static func write(_ text: String) {
        FileHandle.standardOutput.write(Data(text.utf8))
    }

    /// Writes a line to standard error.
    static func error(_ line: String) {
        FileHandle.standardError.write(Data("cxm: \(line)\n".utf8))
    }

    /// Writes a text to standard error.
    static func note(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }

    /// Shows a line in place of the one before, where a person watches.
    static func show(_ line: String) {
        FileHandle.standardError.write(Data("\r\u{1B}[K\(line)".utf8))
    }

    static let isWatched = isatty(FileHandle.standardError.fileDescriptor) == 1
}
