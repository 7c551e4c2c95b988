import Definitions
import EventStore

/// Columns by name that filters read: a dataset's properties, or attributes of users.
protocol FilteredColumns {
    func index(of name: String) -> Int?
    func type(of index: Int) -> DatasetSchema.PropertyType
    /// The texts of a column in code order, from code 1 on.
    func texts(of index: Int) throws(AnalysisError) -> [String]
}

extension EventDataset: FilteredColumns {
    func index(of name: String) -> Int? {
        manifest.properties.firstIndex { $0.name == name }
    }

    func type(of index: Int) -> DatasetSchema.PropertyType { manifest.properties[index].type }
}
