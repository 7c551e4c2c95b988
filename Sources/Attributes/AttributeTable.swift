package import Columns
package import Definitions
import Foundation

/// One table of a home: a row a user, columns by user number.
///
///     let table = try AttributeTable(home: "cxm-home", name: "members")
///     let grade = try table.column("grade")
///
/// Opening reads the manifest; columns are opened one by one. Imports that follow do not disturb
/// what is open.
package struct AttributeTable: Sendable {
    package let manifest: TableManifest
    package let folder: String

    package init(home: String, name: String) throws(AttributesError) {
        folder = Self.folder(home: home, name: name)
        manifest = try TableManifest(readingFrom: folder)
    }

    package static func folder(home: String, name: String) -> String { "\(home)/tables/\(name)" }

    /// The tables of a home, by name.
    package static func names(home: String) -> [String] {
        Folder(home + "/tables").names.filter {
            FileManager.default.fileExists(
                atPath: "\(folder(home: home, name: $0))/\(TableManifest.fileName)")
        }
    }

    package var name: String { manifest.table }

    /// Names and types in the order of the import.
    package var attributes: [DatasetSchema.Property] {
        manifest.attributes.map { .init($0.name, $0.type) }
    }

    /// Opens the column of an attribute that the table has.
    ///
    /// Cost: a few system calls, and one pass over the dictionary of a text; one pass over a file
    /// that has changed since it was written.
    package func column(_ name: String) throws(AttributesError) -> AttributeColumn {
        guard let attribute = manifest.attributes.first(where: { $0.name == name }) else {
            preconditionFailure("the table has the attribute")
        }
        do throws(ColumnError) {
            return AttributeColumn(
                table: self.name, name: name, type: attribute.type,
                userLimit: manifest.userLimit,
                values: try attribute.column.map { (name) throws(ColumnError) in
                    try file(name, kind: attribute.type.kind)
                },
                presence: try attribute.presence.map { (name) throws(ColumnError) in
                    try file(name, kind: .bits)
                },
                dictionary: try attribute.dictionary.map { (name) throws(ColumnError) in
                    try TextDictionary(path: folder + "/" + name)
                })
        } catch {
            throw .column(error)
        }
    }

    /// Bits by user number, set where a user has a row.
    package func users() throws(AttributesError) -> Column {
        do throws(ColumnError) {
            return try file(manifest.users, kind: .bits)
        } catch {
            throw .column(error)
        }
    }

    private func file(
        _ name: String, kind: ColumnHeader.Kind
    ) throws(ColumnError) -> Column {
        let path = folder + "/" + name
        guard let listed = manifest.files.first(where: { $0.name == name }) else {
            throw ColumnError(
                .missing, path: path,
                "The manifest does not list this column. Import the table again.")
        }
        let column = try Column(path: path)
        let unchanged =
            Int64(column.byteCount) == listed.stamp.size
            && column.modifiedNanoseconds == listed.stamp.modifiedNanoseconds
        if !unchanged { try column.verify() }
        guard column.header.kind == kind, column.count == manifest.userLimit else {
            throw ColumnError(
                .damaged, path: path,
                "The column does not fit the table's manifest. Import the table again.")
        }
        return column
    }
}

extension DatasetSchema.PropertyType {
    /// How a column holds values of the type.
    var kind: ColumnHeader.Kind {
        switch self {
        case .text, .boolean: .codes
        case .integer, .time: .integers
        case .number: .doubles
        }
    }
}
