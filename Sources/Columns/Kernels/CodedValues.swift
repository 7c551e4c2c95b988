/// Where a walk reads breakdown values: the codes of a property, and the rank that each stands for.
///
///     CodedValues(codes: column, ranks: [.max, 0, 1])  // code 0 is no value
package struct CodedValues {
    package let codes: Column
    let ranks: [UInt32]

    /// `ranks` has an element for every code in the column, `UInt32.max` for no value.
    package init(codes: Column, ranks: [UInt32]) {
        self.codes = codes
        self.ranks = ranks
    }
}
