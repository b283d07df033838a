namespace Firmware
{
    /// <summary>One row of <see cref="StoreTable"/>: the files of one store on flash. Reused.</summary>
    public sealed class StoreRow
    {
        /// <summary>Name of its file; with two files NAME.a and NAME.b, written in turn.</summary>
        public string Name;
        public int Files;

        /// <summary>A factory reset keeps it.</summary>
        public bool Kept;

        /// <summary>Two values written in turn (<see cref="Charger.Runtime.SlotStore"/>).</summary>
        public bool IsSlots;

        /// <summary>A certificate with its CRC behind it.</summary>
        public bool IsCertificate;

        public string File(int index) => Files == 1 ? Name : Name + (index == 0 ? ".a" : ".b");
    }
}
