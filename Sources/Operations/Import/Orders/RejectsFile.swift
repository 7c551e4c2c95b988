import Definitions
package import Foundation

/// A file of rows that imports have left out, by the name that a report gives.
package struct RejectsFile: Sendable {
    package let url: URL

    /// Throws where there is no such file: only names that imports give are looked for.
    package init(named name: String, in home: Home) throws(OperationError) {
        let isName =
            name.hasSuffix(".csv") && !name.hasPrefix(".") && name.utf8.count <= 200
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
        url = URL(filePath: home.path + "/rejects/" + name)
        guard isName, FileManager.default.fileExists(atPath: url.path) else {
            throw OperationError(
                .notFound, "There is no file of rejected rows '\(name.prefix(80))'.")
        }
    }
}
