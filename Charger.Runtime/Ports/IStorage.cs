namespace Charger.Runtime
{
    /// <summary>
    /// Named files on flash. A call that returns true is durable; one that returns false, or that a power cut interrupts,
    /// may have left any prefix of its bytes behind: who writes protects records with a sequence number and a CRC.
    /// Each write, append or delete freezes every thread for the flash budget (30 ms in the model).
    /// </summary>
    public interface IStorage
    {
        /// <summary>Length in bytes, or -1 when there is no such file.</summary>
        int Length(string name);

        /// <summary>Reads up to <paramref name="count"/> bytes from <paramref name="position"/>; bytes read, or -1 when there is no such file.</summary>
        int Read(string name, int position, byte[] buffer, int offset, int count);

        /// <summary>Replaces the whole file.</summary>
        bool Write(string name, byte[] buffer, int offset, int count);

        /// <summary>Adds to the end of the file, which is made where it is missing.</summary>
        bool Append(string name, byte[] buffer, int offset, int count);

        /// <summary>Removes the file; true also when there was none.</summary>
        bool Delete(string name);
    }
}
