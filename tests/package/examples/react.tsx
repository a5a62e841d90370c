// What an integrator writes with React 19. Lines that must not compile say so.
import { useRef } from 'react';
import type { AzureConnectElement, Profile } from 'azure-connect';
import 'azure-connect/define';

const profile: Profile = { platform: { name: 'Harbor' }, endpoint: { url: '/api/azure/connections' } };

export function ConnectAzure({ onConnected }: { onConnected: (id: string) => void }) {
  const wizard = useRef<AzureConnectElement>(null);
  return (
    <azure-connect
      ref={wizard}
      key="azure"
      className="wide"
      profile={profile}
      theme="dark"
      headingLevel={3}
      allow-origins="https://api.harbor.example"
      headers={async () => ({ 'X-CSRF-Token': 'token' })}
      onac-connected={(event) => onConnected(event.detail.id)}
      onac-exit={({ detail }) => detail.reason === 'closed' && wizard.current?.reset()}
    >
      <p slot="fallback">Connect Azure by hand.</p>
    </azure-connect>
  );
}

export const ByAddress = () => <azure-connect profile="/azure-profile.json" />;
// @ts-expect-error There is no such theme.
export const Blue = () => <azure-connect profile={profile} theme="blue" />;
// @ts-expect-error The detail has no such member.
export const Nosy = () => <azure-connect profile={profile} onac-created={({ detail }) => detail.clientSecret} />;
