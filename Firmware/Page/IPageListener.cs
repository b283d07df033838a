namespace Firmware.Page
{
    /// <summary>The socket that the status page is asked for. No call waits, and none throws.</summary>
    public interface IPageListener
    {
        /// <summary>The address it listens at; empty while it does not listen.</summary>
        string Address { get; }

        /// <summary>Listens at the present address of that network. Null when it does, else why not.</summary>
        /// <param name="network">One of <see cref="PageAccess"/>'s.</param>
        /// <param name="port">1 to 65535.</param>
        string Open(string network, int port);

        /// <summary>False when that network has another address by now, or none: what listens reaches nobody.</summary>
        bool IsCurrent(string network);

        /// <summary>A client that has connected; null for none.</summary>
        IPageClient Accept();

        /// <summary>Listens no more; harmless while closed. Clients that were accepted stay.</summary>
        void Close();
    }

    /// <summary>The connection of one client. No call waits, and none throws.</summary>
    public interface IPageClient
    {
        /// <summary>Bytes read; 0 when nothing has arrived, -1 when the client has gone.</summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Bytes taken, 0 when there is no room for any, -1 when the client has gone.</summary>
        int Write(byte[] buffer, int offset, int count);

        /// <summary>Ends the connection; harmless when it has ended.</summary>
        void Close();
    }
}
