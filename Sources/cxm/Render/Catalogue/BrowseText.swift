import Definitions
import Metadata
import Operations

/// What lies behind a connection.
enum BrowseText {
    static func tables(_ tables: [WarehouseTable]) -> String {
        var grid = TextGrid(["table", "kind", "rows", "files"], numbers: [2, 3])
        for table in tables {
            grid.add([
                table.path.joined(separator: "."), table.kind,
                table.rowCount.map(Grouped.text) ?? "", table.fileCount.map(Grouped.text) ?? "",
            ])
        }
        return tables.isEmpty ? "There are no tables here.\n" : grid.text
    }

    static func columns(_ columns: [StoredColumn]) -> String {
        var grid = TextGrid(["column", "stored as", "field type"])
        for column in columns {
            grid.add([column.name, column.typeName, column.type.rawValue])
        }
        return grid.text
    }

    static func connections(_ connections: [ConnectionRecord]) -> String {
        var grid = TextGrid(["connection", "driver", "path"])
        for connection in connections {
            let path = (try? ConnectionTarget(connection))?.path ?? ""
            grid.add([connection.name, connection.driver, path])
        }
        return connections.isEmpty
            ? "There are no connections yet; make one with 'cxm catalogue connect'.\n" : grid.text
    }
}
