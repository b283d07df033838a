namespace Charger.Runtime
{
    /// <summary>Where finished lines go: the serial console, a debugger, a test. Called with no lock held.</summary>
    public interface ILogSink
    {
        /// <summary>One line without its line end; the bytes (UTF-8) are only good during the call.</summary>
        void Write(byte[] line, int offset, int count);
    }
}
