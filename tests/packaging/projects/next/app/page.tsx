import type { Profile } from 'azure-connect';
import { ConnectAzure } from './connect-azure';

const profile: Profile = {
  platform: { name: 'Quay' },
  endpoint: { url: '/api/azure/connections' },
};

type Query = Promise<Record<string, string | undefined>>;

// Reading the query has the server render the page anew for each request.
export default async function Page({ searchParams }: { searchParams: Query }) {
  const { object } = await searchParams;
  return (
    <main>
      <ConnectAzure profile={object === undefined ? '/azure-profile.json' : profile} />
    </main>
  );
}
