namespace Firmware
{
    /// <summary>One row of <see cref="StoreTable"/>: the files of one store on flash. Reused.</summary>
    public sealed class StoreRow
    {
        /// <summary>Name of its file; with two files NAME.a and NAME.b, written in turn.</summary>
        public string Name;
        /// <summary>Files of the store: 1 or 2.</summary>
        public int Files;

        /// <summary>A factory reset keeps it.</summary>
        public bool Kept;

        /// <summary>Two values written in turn (<see cref="Charger.Runtime.SlotStore"/>).</summary>
        public bool IsSlots;

        /// <summary>A certificate with its CRC behind it.</summary>
        public bool IsCertificate;

        /// <summary>Name of file 0 or, where there are two, 1.</summary>
        public string File(int index) => Files == 1 ? Name : Name + (index == 0 ? ".a" : ".b");
    }
}
