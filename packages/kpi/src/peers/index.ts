export {
  comparePeers,
  peerMedian,
  type PeerOptions,
  type PeerRows,
  type PeerVerdict,
} from "./compare-peers.ts";
